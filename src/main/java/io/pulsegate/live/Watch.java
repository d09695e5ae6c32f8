package io.pulsegate.live;

/** A running watch, to be closed by who opened it. Closing twice does nothing. */
public interface Watch extends AutoCloseable {

    @Override
    void close();
}
