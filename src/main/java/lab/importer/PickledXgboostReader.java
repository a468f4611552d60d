package lab.importer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import net.razorvine.pickle.IObjectConstructor;
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
      return markRegressor(UbjsonReader.read(handle).path("Model"), model.containsKey("_Booster"));
    }
    String found = root instanceof ClassDict it ? it.getClassName() : "no model";
    throw new IllegalArgumentException(
        "it holds " + found + ", not an XGBoost regressor; " + ExportInstructions.forKind(found));
  }

  /** A saved file says itself that scikit-learn's regressor made it, a pickle's bytes do not. */
  private static JsonNode markRegressor(JsonNode json, boolean regressor) {
    if (regressor && json.path("learner").path("attributes") instanceof ObjectNode attributes) {
      attributes.put(XgboostModel.REGRESSOR, "");
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
        stack.add(new InertClass(module, PickleUtils.readline(input)));
      }
      case Opcodes.STACK_GLOBAL -> {
        String name = String.valueOf(stack.pop());
        stack.add(new InertClass(String.valueOf(stack.pop()), name));
      }
      case Opcodes.INST, Opcodes.EXT1, Opcodes.EXT2, Opcodes.EXT4 ->
          throw new PickleException("opcode " + opcode);
      default -> {
        return super.dispatch(opcode);
      }
    }
    return NO_RETURN_VALUE;
  }

  /** Stands for any class: of a byte array it keeps the bytes, of the rest only the name. */
  private record InertClass(String module, String name) implements IObjectConstructor {
    @Override
    public Object construct(Object[] arguments) {
      if (name.equals("bytearray") && arguments.length == 1 && arguments[0] instanceof byte[] it) {
        return it;
      }
      return new ClassDict(module, name);
    }
  }
}
