package deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every key of the manifests is one that Kubernetes knows, in its place and of its type. */
class KubernetesManifestTest {
  private static final Path FOLDER = Path.of("deploy");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Map<String, Class<?>> KINDS =
      Map.of(
          "Deployment", Deployment.class,
          "StatefulSet", StatefulSet.class,
          "PodDisruptionBudget", PodDisruptionBudget.class);

  /** The model's classes keep keys that they do not know; here those are faults. */
  private static final ObjectMapper STRICT =
      new ObjectMapper()
          .setAnnotationIntrospector(
              new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated a) {
                  return false;
                }
              })
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private static List<JsonNode> documents(String text) throws IOException {
    try (MappingIterator<JsonNode> all = YAML.readerFor(JsonNode.class).readValues(text)) {
      return all.readAll();
    }
  }

  private static Object parse(JsonNode document) throws IOException {
    return STRICT.treeToValue(document, KINDS.get(document.path("kind").asText()));
  }

  private static String manifest(String name) throws IOException {
    return Files.readString(FOLDER.resolve(name));
  }

  @Test
  void everyKeyIsOneOfTheSchema() throws IOException {
    for (String name : List.of("kubernetes.yaml", "kubernetes-replicas.yaml")) {
      for (JsonNode document : documents(manifest(name))) {
        parse(document);
      }
    }
  }

  @Test
  void aKeyThatIsMisspelledOrMisplacedIsFound() throws IOException {
    String good = manifest("kubernetes-replicas.yaml");
    for (String[] planted :
        List.of(
            new String[] {"fsGroup:", "fsgroup:"},
            new String[] {"minAvailable:", "minimumAvailable:"},
            new String[] {"topologyKey:", "topology:"},
            new String[] {"defaultMode: 0440", "mode: 0440"},
            new String[] {"replicas: 2", "replicas: two"})) {
      List<JsonNode> bad = documents(good.replace(planted[0], planted[1]));
      assertThrows(
          JsonMappingException.class,
          () -> {
            for (JsonNode document : bad) {
              parse(document);
            }
          },
          planted[1]);
    }
  }

  @Test
  void twoReplicasOnTwoHostsOneOfWhichMayBeAway() throws IOException {
    List<JsonNode> documents = documents(manifest("kubernetes-replicas.yaml"));
    var deployment = (Deployment) parse(documents.get(0));
    var pod = deployment.getSpec().getTemplate().getSpec();
    assertEquals(2, deployment.getSpec().getReplicas());
    var anti = pod.getAffinity().getPodAntiAffinity();
    assertEquals(
        "kubernetes.io/hostname",
        anti.getRequiredDuringSchedulingIgnoredDuringExecution().get(0).getTopologyKey());
    assertEquals(10001, pod.getSecurityContext().getFsGroup());
    assertEquals(0440, pod.getVolumes().get(2).getSecret().getDefaultMode());
    var budget = (PodDisruptionBudget) parse(documents.get(1));
    assertEquals(deployment.getSpec().getSelector(), budget.getSpec().getSelector());
    assertEquals(1, budget.getSpec().getMinAvailable().getIntVal());
  }
}
