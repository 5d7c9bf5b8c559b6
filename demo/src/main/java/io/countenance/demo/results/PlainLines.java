package io.countenance.demo.results;

import io.countenance.schemas.ExpressionWindow;
import io.countenance.schemas.RoomWindow;
import java.io.PrintWriter;

/** A line for each window; for logs and pipes. Safe for several threads. */
public final class PlainLines implements Display {

    private static final int EXPRESSIONS = 3;

    private final PrintWriter out;

    public PlainLines(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void expressionWindow(ExpressionWindow window) {
        out.printf(
                "%s  %-12s person %-3d %s  (%d %s, seen %.0f %% of the time)%s%n",
                ExpressionText.span(window),
                window.getCameraId(),
                window.getPersonId(),
                ExpressionText.of(window.getAbstained(), window.getDistribution(), EXPRESSIONS),
                window.getObservations(),
                window.getObservations() == 1 ? "reading" : "readings",
                100 * window.getCoverage(),
                window.getRevision() == 0 ? "" : "  revision " + window.getRevision());
    }

    @Override
    public void roomWindow(RoomWindow window) {
        out.printf(
                "%s-%s  %-12s all %-6d %s%n",
                ExpressionText.time(window.getWindowStart()),
                ExpressionText.time(window.getWindowEnd()),
                window.getCameraId(),
                window.getPersons(),
                ExpressionText.of(window.getAbstained(), window.getDistribution(), EXPRESSIONS));
    }

    @Override
    public void status(String text) {
        out.println(text);
    }

    @Override
    public void close() {
        out.flush();
    }
}
