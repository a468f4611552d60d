package lab.importer;

import java.nio.charset.StandardCharsets;
import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.objects.ClassDict;

/**
 * Stands for any class or function that a pickle names, and calls none of them. Bytes and numpy's
 * numbers keep their value, everything else only its name and state.
 */
record InertPickleClass(String module, String name) implements IObjectConstructor {
  /**
   * Key of an object's state; that of a numpy dtype is a tuple whose second entry is the byte
   * order.
   */
  static final String STATE = "state";

  @Override
  public Object construct(Object[] arguments) {
    return switch (name) {
      case "bytearray", "encode", "bytes" -> bytes(arguments);
      case "_reconstructor" -> reconstruct(arguments);
      case "scalar" -> scalar(arguments);
      case "dtype" -> dtype(arguments);
      case "_frombuffer" -> array(arguments);
      default -> inert();
    };
  }

  private ClassDict inert() {
    return new ClassDict(module, name);
  }

  /** Before protocol 3, bytes are written as Latin-1 text. */
  private Object bytes(Object[] arguments) {
    if (arguments.length == 0) {
      return new byte[0];
    }
    if (arguments[0] instanceof String text) {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }
    return arguments[0] instanceof byte[] it ? it : inert();
  }

  /** Protocols 0 and 1 make an object from its class, the first argument. */
  private Object reconstruct(Object[] arguments) {
    return arguments.length > 0 && arguments[0] instanceof InertPickleClass it
        ? it.inert()
        : inert();
  }

  private Object dtype(Object[] arguments) {
    ClassDict dtype = inert();
    dtype.put(PickledArray.TYPE_CODE, arguments.length > 0 ? arguments[0] : null);
    return dtype;
  }

  private Object scalar(Object[] arguments) {
    Double number =
        arguments.length == 2
                && arguments[0] instanceof ClassDict dtype
                && arguments[1] instanceof byte[] bytes
            ? PickledArray.toDouble(dtype, bytes)
            : null;
    return number == null ? inert() : number;
  }

  /** Protocol 5 makes an array from bytes, element type and shape. */
  private Object array(Object[] arguments) {
    ClassDict array = inert();
    if (arguments.length > 2 && arguments[0] instanceof byte[] bytes) {
      array.put(PickledArray.DATA, bytes);
      array.put("dtype", arguments[1]);
    }
    return array;
  }
}
