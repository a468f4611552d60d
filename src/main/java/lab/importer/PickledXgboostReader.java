package lab.importer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;
import net.razorvine.pickle.objects.ClassDict;

/**
 * Takes the booster's bytes out of a pickled XGBoost regressor. A pickle is a program, so every
 * class it names becomes a map that does nothing, even those the library knows.
 */
final class PickledXgboostReader extends Unpickler {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern VERSION = Pattern.compile("\"version\":\\[([0-9,]{1,20})\\]");

  private PickledXgboostReader() {}

  /**
   * @return the model as XGBoost's own JSON
   * @throws IllegalArgumentException when it is anything but such a regressor
   */
  static JsonNode read(byte[] pickle) {
    Object root = load(pickle);
    if (root instanceof ClassDict model
        && model.getClassName().startsWith("xgboost.")
        && findBooster(model) instanceof Map<?, ?> booster
        && booster.get("handle") instanceof byte[] handle) {
      XgboostModel.requireMissingIsNaN(String.valueOf(model.get("missing")));
      return markRegressor(readHandle(handle), model.containsKey("_Booster"));
    }
    String found = root instanceof ClassDict it ? it.getClassName() : "no model";
    throw new IllegalArgumentException(
        "it holds " + found + ", not an XGBoost regressor; " + ExportInstructions.forKind(found));
  }

  /** XGBoost 1.1 to 1.5 wrote JSON, 1.6 and later write UBJ, 1.0 and older a format of its own. */
  private static JsonNode readHandle(byte[] handle) {
    try {
      return startsWith(handle, "{\"")
          ? JSON.readTree(handle).path("Model")
          : UbjsonReader.read(handle).path("Model");
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
    return handle.length > 0 && handle[0] == '{' ? "of unknown version" : "1.0 or older";
  }

  private static boolean startsWith(byte[] bytes, String text) {
    byte[] head = text.getBytes(StandardCharsets.US_ASCII);
    return bytes.length >= head.length && Arrays.equals(head, Arrays.copyOf(bytes, head.length));
  }

  /** A saved file says itself that scikit-learn's regressor made it, a pickle's bytes do not. */
  private static JsonNode markRegressor(JsonNode json, boolean regressor) {
    if (regressor && json.path("learner") instanceof ObjectNode learner) {
      learner.withObjectProperty("attributes").put(XgboostModel.REGRESSOR, "");
    }
    return json;
  }

  private static Object findBooster(ClassDict model) {
    return model.containsKey("handle") ? model : model.get("_Booster");
  }

  private static Object load(byte[] pickle) {
    try {
      return new PickledXgboostReader().load(new ByteArrayInputStream(pickle));
    } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // The errors too: a few bytes can ask for gigabytes or a million levels.
      throw new IllegalArgumentException(
          "it cannot be read as a pickle; " + ExportInstructions.forKind(""), e);
    }
  }

  @Override
  protected Object dispatch(short opcode) throws PickleException, IOException {
    switch (opcode) {
      case Opcodes.GLOBAL -> {
        String module = PickleUtils.readline(input);
        stack.add(new InertPickleClass(module, PickleUtils.readline(input)));
      }
      case Opcodes.STACK_GLOBAL -> {
        String name = String.valueOf(stack.pop());
        stack.add(new InertPickleClass(String.valueOf(stack.pop()), name));
      }
      case Opcodes.BUILD -> {
        Object state = stack.pop();
        setState(stack.peek(), state);
      }
      case Opcodes.INST, Opcodes.EXT1, Opcodes.EXT2, Opcodes.EXT4 ->
          throw new PickleException("opcode " + opcode);
      default -> {
        return super.dispatch(opcode);
      }
    }
    return NO_RETURN_VALUE;
  }

  /** The library would look for a method by the state's type; here a state is only kept. */
  private static void setState(Object target, Object state) {
    if (!(target instanceof ClassDict it)) {
      return;
    }
    if (state instanceof Map<?, ?> entries) {
      entries.forEach((key, value) -> it.put(String.valueOf(key), value));
    } else {
      it.put(InertPickleClass.STATE, state);
    }
  }
}
