package dev.repod.benchmarks.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class SvgChartTest {
    private static final Offset<Double> EXACT = Offset.offset(1e-9);

    @Test
    void anAxisGoesFromOneRoundNumberToAnother() {
        assertThat(LogAxis.over(DoubleStream.of(12, 340, 60_000))).isEqualTo(new LogAxis(10, 100_000));
        assertThat(LogAxis.over(DoubleStream.of(1, 2_000))).isEqualTo(new LogAxis(1, 2_000));
        assertThat(LogAxis.over(DoubleStream.of(3, 4))).isEqualTo(new LogAxis(2, 5));
    }

    @Test
    void anAxisWithoutExtentOrValuesIsStillOne() {
        assertThat(LogAxis.over(DoubleStream.of(5, 5))).isEqualTo(new LogAxis(5, 50));
        assertThat(LogAxis.over(DoubleStream.empty())).isEqualTo(new LogAxis(1, 10));
    }

    @Test
    void equalFactorsAreEqualDistances() {
        LogAxis axis = new LogAxis(1, 10_000);
        assertThat(axis.share(1)).isEqualTo(0, EXACT);
        assertThat(axis.share(10)).isEqualTo(0.25, EXACT);
        assertThat(axis.share(10_000)).isEqualTo(1, EXACT);
    }

    @Test
    void ticksAreRoundAndNotTooMany() {
        assertThat(new LogAxis(20, 500).ticks()).containsExactly(20.0, 50.0, 100.0, 200.0, 500.0);
        assertThat(new LogAxis(1, 10_000).ticks()).containsExactly(1.0, 10.0, 100.0, 1_000.0, 10_000.0);
    }

    @Test
    void numbersAreShort() {
        assertThat(DoubleStream.of(0.5, 1, 200, 5_000, 2_000_000).mapToObj(LogAxis::text))
                .containsExactly("0.50", "1", "200", "5k", "2M");
    }

    @Test
    void theFileIsXmlWithALineForEachSeriesAndItsNameAsItIs() throws Exception {
        Series ours = new Series("a < b & c", List.of(new Series.Point(1, 10), new Series.Point(100, 20)));
        Series theirs = new Series("other", List.of(new Series.Point(1, 11), new Series.Point(100, 19)));
        String svg = SvgChart.of(List.of(
                new Panel("first", "x", List.of(ours, theirs)),
                new Panel("second", "x", List.of()),
                new Panel("third", "x", List.of(ours))));

        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));

        assertThat(document.getElementsByTagName("g").getLength()).isEqualTo(3);
        assertThat(document.getElementsByTagName("polyline").getLength()).isEqualTo(3);
        assertThat(labels(document, "a < b & c")).hasSize(2);
        double distance =
                labels(document, "a < b & c").get(0) - labels(document, "other").get(0);
        assertThat(Math.abs(distance)).isGreaterThanOrEqualTo(14);
    }

    /** How high the texts stand that read so. */
    private static List<Double> labels(Document document, String text) {
        NodeList texts = document.getElementsByTagName("text");
        return IntStream.range(0, texts.getLength())
                .mapToObj(i -> (Element) texts.item(i))
                .filter(element -> element.getTextContent().equals(text))
                .map(element -> Double.valueOf(element.getAttribute("y")))
                .toList();
    }
}
