package ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prometheus' own tool judges the rules; that the meters exist is looked up in {@code RunTest}. */
class AlertRulesTest {
  private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

  @ParameterizedTest
  @CsvSource({"check, deploy/alerts.yaml", "test, src/test/resources/deploy/alerts-test.yaml"})
  void theRulesAreValidAndFireWhenTheyShould(String verb, String file) throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(PROMTOOL), "no promtool here");
    Process judge =
        new ProcessBuilder(PROMTOOL.toString(), verb, "rules", file)
            .redirectErrorStream(true)
            .start();
    String text = new String(judge.getInputStream().readAllBytes());
    assertEquals(0, judge.waitFor(), text);
  }
}
