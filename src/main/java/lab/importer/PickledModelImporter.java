package lab.importer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lab.importer.InertPickleClass.PickledArray;
import lab.importer.xgboost.InputScaling;
import lab.importer.xgboost.InputScaling.Operation;
import lab.importer.xgboost.UbjsonReader;
import lab.importer.xgboost.XgboostBinaryReader;
import lab.importer.xgboost.XgboostReader;
import net.razorvine.pickle.objects.ClassDict;

/**
 * Extracts an XGBoost regressor from a pickle, also from a search or a pipeline with a scaler
 * before it. Any other class is refused by name and library.
 */
final class PickledModelImporter {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern VERSION = Pattern.compile("\"version\":\\[([0-9,]{1,20})\\]");

  private final List<Operation> scaling = new ArrayList<>();

  private PickledModelImporter() {}

  /**
   * @throws IllegalArgumentException naming the content and how to export it
   */
  static ImportedModel importModel(byte[] pickle, List<String> names) {
    PickledModelImporter importer = new PickledModelImporter();
    ClassDict model = importer.unwrap(PickleReader.read(pickle));
    JsonNode json = importer.readBooster(model);
    return XgboostImporter.importModel(json, new InputScaling(importer.scaling), names);
  }

  private ClassDict unwrap(Object object) {
    if (!(object instanceof ClassDict model)) {
      throw new IllegalArgumentException("it holds no model; " + ExportInstructions.forKind(""));
    }
    if (model.get("best_estimator_") != null) {
      return unwrap(model.get("best_estimator_"));
    }
    if (model.get("steps") instanceof List<?> steps && !steps.isEmpty()) {
      steps.subList(0, steps.size() - 1).forEach(step -> addScaler(((Object[]) step)[1]));
      return unwrap(((Object[]) steps.get(steps.size() - 1))[1]);
    }
    if (model.getClassName().startsWith("xgboost.")) {
      return model;
    }
    throw refused(model);
  }

  private static IllegalArgumentException refused(ClassDict model) {
    Object version = model.get("_sklearn_version");
    return new IllegalArgumentException(
        "it holds %s%s, not an XGBoost regressor; %s"
            .formatted(
                model.getClassName(),
                version == null ? "" : " of scikit-learn " + version,
                ExportInstructions.forKind(model.getClassName())));
  }

  private void addScaler(Object step) {
    if (step == null || "passthrough".equals(step)) {
      return;
    }
    ClassDict scaler = (ClassDict) step;
    String name = scaler.getClassName();
    if (Boolean.TRUE.equals(scaler.get("clip"))) {
      throw refused(scaler);
    }
    switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "StandardScaler" -> {
        addOperation("Sub", scaler, "with_mean", "mean_");
        addOperation("Div", scaler, "with_std", "scale_");
      }
      case "RobustScaler" -> {
        addOperation("Sub", scaler, "with_centering", "center_");
        addOperation("Div", scaler, "with_scaling", "scale_");
      }
      case "MaxAbsScaler" -> addOperation("Div", scaler, "copy", "scale_");
      case "MinMaxScaler" -> {
        addOperation("Mul", scaler, "copy", "scale_");
        addOperation("Add", scaler, "copy", "min_");
      }
      default -> throw refused(scaler);
    }
  }

  private void addOperation(String name, ClassDict scaler, String option, String attribute) {
    boolean used = !option.startsWith("with_") || !Boolean.FALSE.equals(scaler.get(option));
    if (used) {
      scaling.add(new Operation(name, PickledArray.toDoubles(scaler.get(attribute))));
    }
  }

  private JsonNode readBooster(ClassDict model) {
    Object booster = model.containsKey("_Booster") ? model.get("_Booster") : model;
    Object handle = booster instanceof Map<?, ?> it ? it.get("handle") : booster;
    if (!(handle instanceof byte[] bytes)) {
      throw refused(model);
    }
    JsonNode json = readHandle(bytes);
    if (model.containsKey("_Booster") && json.path("learner") instanceof ObjectNode learner) {
      // a saved file names scikit-learn's regressor as its maker, the bytes in a pickle do not
      ObjectNode parameters = JSON.createObjectNode();
      parameters.put("missing", String.valueOf(model.get("missing")));
      parameters.put("num_parallel_tree", String.valueOf(model.get("num_parallel_tree")));
      learner.withObjectProperty("attributes").put(XgboostReader.REGRESSOR, parameters.toString());
    }
    return json;
  }

  /** XGBoost 1.3 to 1.5 wrote JSON, 1.6 and later write UBJ, older versions the binary form. */
  private static JsonNode readHandle(byte[] handle) {
    try {
      if (XgboostBinaryReader.isBinary(handle)) {
        return XgboostBinaryReader.read(handle);
      }
      boolean text = handle.length > 1 && handle[0] == '{' && handle[1] == '"';
      JsonNode json = text ? JSON.readTree(handle) : UbjsonReader.read(handle);
      return json.has("Model") ? json.path("Model") : json;
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "its booster, saved by XGBoost %s, cannot be read (%s); %s"
              .formatted(versionOf(handle), e.getMessage(), ExportInstructions.forKind("xgboost")),
          e);
    }
  }

  private static String versionOf(byte[] handle) {
    Matcher version = VERSION.matcher(new String(handle, StandardCharsets.ISO_8859_1));
    if (version.find()) {
      return version.group(1).replace(',', '.');
    }
    return handle.length > 0 && handle[0] == '{' ? "of unknown version" : "1.2 or older";
  }
}
