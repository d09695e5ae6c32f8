package io.pulsegate.paging;

/** An item of a list that is ordered by (time, id): it knows where the list stands after it. */
public interface Keyed {

    Cursor cursor();
}
