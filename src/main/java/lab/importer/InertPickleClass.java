package lab.importer;

import java.nio.charset.StandardCharsets;
import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.objects.ClassDict;

/**
 * Stands for any class or function that a pickle names and calls none of them. Bytes and numpy's
 * numbers keep their value, all else only its name and state.
 */
record InertPickleClass(String module, String name) implements IObjectConstructor {
  /** State of a numpy dtype: a tuple whose second entry is the byte order. */
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

  /** Before protocol 3 bytes are written as text of Latin-1. */
  private Object bytes(Object[] arguments) {
    if (arguments.length == 0) {
      return new byte[0];
    }
    if (arguments[0] instanceof String text) {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }
    return arguments[0] instanceof byte[] it ? it : inert();
  }

  /** How protocols 0 and 1 make an object: the class is the first argument. */
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

  /** How protocol 5 makes an array: bytes, element type, shape. */
  private Object array(Object[] arguments) {
    ClassDict array = inert();
    if (arguments.length > 2 && arguments[0] instanceof byte[] bytes) {
      array.put(PickledArray.DATA, bytes);
      array.put("dtype", arguments[1]);
    }
    return array;
  }
}
