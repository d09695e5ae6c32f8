package io.pulsegate.repairs;

import io.pulsegate.access.Viewer;
import io.pulsegate.repairs.WorkMessages.Claim;
import io.pulsegate.repairs.WorkMessages.Claimed;
import io.pulsegate.repairs.WorkMessages.Complete;
import io.pulsegate.repairs.WorkMessages.Extend;
import io.pulsegate.repairs.WorkMessages.Extended;
import io.pulsegate.repairs.WorkMessages.Fail;
import io.pulsegate.repairs.WorkMessages.Finished;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Work that other systems do again. Described in {@code /api/openapi.json}. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/integrations/work")
class WorkController {

    private final ForeignWork work;

    WorkController(ForeignWork work) {
        this.work = work;
    }

    @PostMapping("/claim")
    ResponseEntity<Claimed> claim(
            @RequestBody Claim claim, @AuthenticationPrincipal Viewer viewer) {
        return answer(work.claim(viewer, claim));
    }

    @PostMapping("/extend")
    ResponseEntity<Extended> extend(
            @RequestBody Extend extend, @AuthenticationPrincipal Viewer viewer) {
        return answer(work.extend(viewer, extend));
    }

    @PostMapping("/complete")
    ResponseEntity<Finished> complete(
            @RequestBody Complete complete, @AuthenticationPrincipal Viewer viewer) {
        return answer(work.complete(viewer, complete));
    }

    @PostMapping("/fail")
    ResponseEntity<Finished> fail(@RequestBody Fail fail, @AuthenticationPrincipal Viewer viewer) {
        return answer(work.fail(viewer, fail));
    }

    private static <T> ResponseEntity<T> answer(T body) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
    }
}
