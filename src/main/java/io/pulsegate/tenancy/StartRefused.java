package io.pulsegate.tenancy;

/** The gateway must not start like this. Shown to the operator without a stack trace. */
public final class StartRefused extends RuntimeException {

    private final String cure;

    /**
     * @param problem one sentence: what is wrong
     * @param cure one sentence: what to do about it
     */
    public StartRefused(String problem, String cure) {
        super(problem);
        this.cure = cure;
    }

    String cure() {
        return cure;
    }

    @Override
    public String getMessage() {
        return super.getMessage() + " " + cure;
    }

    String problem() {
        return String.valueOf(super.getMessage());
    }
}
