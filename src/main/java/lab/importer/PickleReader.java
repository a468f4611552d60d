package lab.importer;

import base.BoundedNumbers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import lab.importer.InertPickleClass.PickledArray;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;
import net.razorvine.pickle.objects.ClassDict;

/**
 * Reads a pickle, or joblib's variant, without executing it. A pickle is a program, so every class
 * it names becomes a map that does nothing, even those that the library knows.
 */
final class PickleReader extends Unpickler {
  /** The first class of the pickle: the model's own, even if reading fails later. */
  private String firstClass = "";

  private PickleReader() {}

  /**
   * Reads a pickle.
   *
   * @return the object as maps of its state
   * @throws IllegalArgumentException if it is not a pickle or is damaged
   */
  static Object read(byte[] pickle) {
    PickleReader reader = new PickleReader();
    try {
      return reader.load(new ByteArrayInputStream(pickle));
    } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // errors too: a few bytes can ask for gigabytes or a million levels
      throw new IllegalArgumentException(
          reader.firstClass.isEmpty()
              ? "it cannot be read as a pickle; " + ExportInstructions.forKind("")
              : "it holds %s and cannot be read further; %s"
                  .formatted(reader.firstClass, ExportInstructions.forKind(reader.firstClass)),
          e);
    }
  }

  @Override
  protected Object dispatch(short opcode) throws PickleException, IOException {
    switch (opcode) {
      case Opcodes.GLOBAL -> {
        String module = PickleUtils.readline(input);
        pushClass(module, PickleUtils.readline(input));
      }
      case Opcodes.STACK_GLOBAL -> {
        String name = String.valueOf(stack.pop());
        pushClass(String.valueOf(stack.pop()), name);
      }
      case Opcodes.FLOAT -> stack.add(parseFloat(PickleUtils.readline(input)));
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

  /** Protocol 0 writes numbers as Python prints them. */
  private static double parseFloat(String text) {
    return switch (text) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> BoundedNumbers.parseDouble(text);
    };
  }

  private void pushClass(String module, String name) {
    if (firstClass.isEmpty() && !module.startsWith("copy")) {
      firstClass = module + "." + name;
    }
    stack.add(new InertPickleClass(module, name));
  }

  /** Keeps the state; the library would look for a method by the state's type. */
  private void setState(Object target, Object state) throws IOException {
    if (!(target instanceof ClassDict it)) {
      return;
    }
    if (state instanceof Map<?, ?> entries) {
      entries.forEach((key, value) -> it.put(String.valueOf(key), value));
    } else {
      it.put(InertPickleClass.STATE, state);
    }
    if (it.getClassName().equals("joblib.numpy_pickle.NumpyArrayWrapper")) {
      readArray(it, input);
    }
  }

  /** Joblib writes the raw numbers of an array behind its description. */
  private static void readArray(ClassDict array, InputStream input) throws IOException {
    if (PickledArray.isOfObjects(array)) {
      new PickleReader().load(input);
      return;
    }
    if (array.get("numpy_array_alignment_bytes") != null) {
      input.skipNBytes(Math.max(0, input.read()));
    }
    array.put(PickledArray.DATA, input.readNBytes(PickledArray.sizeInBytes(array)));
  }
}
