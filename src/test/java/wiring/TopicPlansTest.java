package wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import config.Configuration;
import config.Settings;
import inference.Predictor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.topic.TopicPlan;
import routes.topic.TopicPlan.ModelLocation;

class TopicPlansTest {
  @TempDir Path dir;

  private List<TopicPlan> plans(String topics, List<String> more) throws Exception {
    List<String> lines = new ArrayList<>(more);
    lines.add("topics=" + topics);
    lines.add("instance.state-dir=" + dir.resolve("state"));
    Path file = Files.write(dir.resolve("dromedary.properties"), lines);
    Settings settings = Settings.loadStrict(Configuration.load(file, Map.of(), Map.of()), Map.of());
    return new ComponentFactory(settings, InstantSource.system()).topicPlans();
  }

  private static Predictor predictorOf(TopicPlan plan) {
    return ((ModelLocation.Local) plan.model()).predictor();
  }

  @Test
  void aThousandTopicsShareThePredictorOfOneArtifact() throws Exception {
    List<String> settings =
        IntStream.range(100, 1100)
            .mapToObj(it -> "topic." + it + ".")
            .flatMap(
                it ->
                    List.of(it + "target=log-return", it + "pair=btcusd", it + "horizon=168h")
                        .stream())
            .toList();
    String topics = String.join(",", IntStream.range(100, 1100).mapToObj(it -> "" + it).toList());
    List<TopicPlan> plans = plans(topics, settings);
    assertEquals(1000, plans.size());
    plans.forEach(it -> assertSame(predictorOf(plans.get(0)), predictorOf(it)));
    plans.forEach(it -> it.model().close());
  }

  @Test
  void topicsThatAskSomethingElseHaveTheirOwn() throws Exception {
    List<TopicPlan> plans = plans("67,69", List.of());
    assertNotSame(predictorOf(plans.get(0)), predictorOf(plans.get(1)));
    plans.forEach(it -> it.model().close());
  }
}
