package dev.repod.benchmarks.chart;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** One panel as SVG elements, its upper left corner at 0, 0. */
final class PanelDrawing {
    private static final int LEFT = 52;
    private static final int RIGHT = 70;
    private static final int TOP = 30;
    private static final int BOTTOM = 44;

    /** Names at line ends are kept so far apart that both can be read. */
    private static final double LINE_HEIGHT = 14;

    private static final List<String> COLOURS = List.of("#0b57d0", "#b3541e", "#3c763d");
    private static final List<String> DASHES = List.of("", "6 4", "2 3");

    private final Panel panel;
    private final int width;
    private final int height;
    private final LogAxis xAxis;
    private final LogAxis yAxis;
    private final StringBuilder svg = new StringBuilder();

    PanelDrawing(Panel panel, int width, int height) {
        this.panel = panel;
        this.width = width;
        this.height = height;
        xAxis = LogAxis.over(values(Series.Point::x));
        yAxis = LogAxis.over(values(Series.Point::y));
    }

    private DoubleStream values(ToDoubleFunction<Series.Point> coordinate) {
        return panel.series().stream()
                .flatMap(series -> series.points().stream())
                .mapToDouble(coordinate);
    }

    String svg() {
        text(LEFT, 16, "start", "#1f1f1f", "font-weight=\"600\"", panel.title());
        xAxis.ticks().forEach(this::verticalLine);
        yAxis.ticks().forEach(this::horizontalLine);
        text((LEFT + width - RIGHT) / 2.0, height - 10, "middle", "#5f6368", "", panel.xTitle());
        double lastLabel = Double.NaN;
        for (int i = 0; i < panel.series().size(); i++) {
            lastLabel = line(
                    panel.series().get(i), COLOURS.get(i % COLOURS.size()), DASHES.get(i % DASHES.size()), lastLabel);
        }
        return svg.toString();
    }

    private void verticalLine(double tick) {
        double x = x(tick);
        grid(x, TOP, x, height - BOTTOM);
        text(x, height - BOTTOM + 16, "middle", "#5f6368", "", LogAxis.text(tick));
    }

    private void horizontalLine(double tick) {
        double y = y(tick);
        grid(LEFT, y, width - RIGHT, y);
        text(LEFT - 6, y + 4, "end", "#5f6368", "", LogAxis.text(tick));
    }

    private void grid(double x1, double y1, double x2, double y2) {
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#e3e3e3\"/>%n",
                x1,
                y1,
                x2,
                y2));
    }

    /** The line, its points and its name; answers where the name stands. */
    private double line(Series series, String colour, String dash, double otherLabel) {
        String points = series.points().stream()
                .map(point -> String.format(Locale.ROOT, "%.1f,%.1f", x(point.x()), y(point.y())))
                .collect(Collectors.joining(" "));
        svg.append(String.format(
                Locale.ROOT,
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\"/>%n",
                points,
                colour,
                dash.isEmpty() ? "none" : dash));
        for (Series.Point point : series.points()) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>%n",
                    x(point.x()),
                    y(point.y()),
                    colour));
        }
        if (series.points().isEmpty()) {
            return otherLabel;
        }
        Series.Point last = series.points().get(series.points().size() - 1);
        double label = apart(y(last.y()), otherLabel);
        text(x(last.x()) + 8, label + 4, "start", colour, "font-weight=\"600\"", series.name());
        return label;
    }

    private static double apart(double wanted, double other) {
        if (Double.isNaN(other) || Math.abs(wanted - other) >= LINE_HEIGHT) {
            return wanted;
        }
        return wanted < other ? other - LINE_HEIGHT : other + LINE_HEIGHT;
    }

    private void text(double x, double y, String anchor, String colour, String more, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\" %s>%s</text>%n",
                x,
                y,
                anchor,
                colour,
                more,
                escaped(text)));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private double x(double value) {
        return LEFT + xAxis.share(value) * (width - LEFT - RIGHT);
    }

    private double y(double value) {
        return height - BOTTOM - yAxis.share(value) * (height - TOP - BOTTOM);
    }
}
