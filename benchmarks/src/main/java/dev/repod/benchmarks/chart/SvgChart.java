package dev.repod.benchmarks.chart;

import java.util.List;
import java.util.Locale;

/** Panels in two columns, as one SVG file that reads on white and on dark pages. */
public final class SvgChart {
    private static final int COLUMNS = 2;
    private static final int PANEL_WIDTH = 470;
    private static final int PANEL_HEIGHT = 280;
    private static final int MARGIN = 20;

    private final StringBuilder svg = new StringBuilder();

    private SvgChart() {}

    /**
     * Draws them.
     *
     * @param panels from left to right, then down
     * @return the file
     */
    public static String of(List<Panel> panels) {
        SvgChart chart = new SvgChart();
        int rows = (panels.size() + COLUMNS - 1) / COLUMNS;
        chart.begin(COLUMNS * PANEL_WIDTH + 2 * MARGIN, rows * PANEL_HEIGHT + 2 * MARGIN);
        for (int i = 0; i < panels.size(); i++) {
            int x = MARGIN + i % COLUMNS * PANEL_WIDTH;
            int y = MARGIN + i / COLUMNS * PANEL_HEIGHT;
            chart.svg.append(String.format(Locale.ROOT, "<g transform=\"translate(%d %d)\">%n", x, y));
            chart.svg.append(new PanelDrawing(panels.get(i), PANEL_WIDTH, PANEL_HEIGHT).svg());
            chart.svg.append("</g>\n");
        }
        return chart.svg.append("</svg>\n").toString();
    }

    private void begin(int width, int height) {
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                        + " font-family=\"system-ui, sans-serif\" font-size=\"12\">%n"
                        + "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>%n",
                width,
                height,
                width,
                height,
                width,
                height));
    }
}
