package io.pulsegate.faults;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

import java.io.IOException;

/**
 * Where the container sends what nobody answered. In place of Spring Boot's HTML page: the same
 * JSON as every other fault, with nothing of the exception in it.
 */
@Controller
@ConditionalOnWebApplication
class ErrorPage implements ErrorController {

    private final FaultWriter faults;

    ErrorPage(FaultWriter faults) {
        this.faults = faults;
    }

    @RequestMapping("/error")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        var code = FaultCode.ofStatus(status instanceof Integer number ? number : 404);
        faults.write(request, response, Problem.of(code, code.title()));
    }
}
