package lab.importer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
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

  /** Decodes numpy arrays and element types in a pickle, or in joblib's variant. */
  static final class PickledArray {
    /** Key of the bytes of an array, beside its description. */
    static final String DATA = "data of the array";

    static final String TYPE_CODE = "type";
    private static final int MAX_BYTES = 64 << 20;

    private PickledArray() {}

    static boolean isOfObjects(ClassDict wrapper) {
      return typeCode(wrapper.get("dtype")).startsWith("O");
    }

    static int sizeInBytes(ClassDict wrapper) {
      long size = Integer.parseInt(typeCode(wrapper.get("dtype")).substring(1));
      for (Object length : (Object[]) wrapper.get("shape")) {
        size *= ((Number) length).longValue();
        if (size < 0 || size > MAX_BYTES) {
          throw new IllegalArgumentException("an array of " + size + " bytes");
        }
      }
      return (int) size;
    }

    /**
     * The numbers of a vector.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    static double[] toDoubles(Object value) {
      if (value instanceof ClassDict array && array.get(DATA) instanceof byte[] data) {
        return toDoubles(array.get("dtype"), data);
      }
      if (value instanceof ClassDict array
          && array.get(STATE) instanceof Object[] state
          && state.length == 5
          && state[4] instanceof byte[] data) {
        return toDoubles(state[2], data);
      }
      throw new IllegalArgumentException("an array of numbers is wanted, not " + value);
    }

    private static double[] toDoubles(Object dtype, byte[] data) {
      String code = typeCode(dtype);
      int width = code.equals("f4") ? Float.BYTES : Double.BYTES;
      if (!code.equals("f8") && !code.equals("f4") && !code.equals("i8")) {
        throw new IllegalArgumentException("an array of numbers is wanted, not of " + code);
      }
      ByteBuffer in = ByteBuffer.wrap(data).order(byteOrder(dtype));
      return IntStream.range(0, data.length / width)
          .mapToDouble(
              i ->
                  switch (code) {
                    case "f4" -> in.getFloat(i * width);
                    case "i8" -> in.getLong(i * width);
                    default -> in.getDouble(i * width);
                  })
          .toArray();
    }

    /** A numpy scalar; null if its type is not supported. */
    static Double toDouble(ClassDict dtype, byte[] data) {
      String code = typeCode(dtype);
      boolean number = code.equals("f8") || code.equals("f4") || code.equals("i8");
      return number && data.length == Integer.parseInt(code.substring(1))
          ? toDoubles(dtype, data)[0]
          : null;
    }

    /** The type without its byte order, e.g. f8. */
    private static String typeCode(Object dtype) {
      String code = dtype instanceof ClassDict it ? String.valueOf(it.get(TYPE_CODE)) : "";
      return code.matches("[<>|=]?[a-zA-Z][0-9]{1,4}") ? code.replaceFirst("^[<>|=]", "") : "V0";
    }

    private static ByteOrder byteOrder(Object dtype) {
      boolean big =
          dtype instanceof ClassDict it
              && it.get(STATE) instanceof Object[] state
              && Arrays.asList(state).indexOf(">") == 1;
      return big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }
  }
}
