package host;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.slf4j.LoggerFactory;

/**
 * Signals of the operating system. Called by reflection, since the compiler warns about every
 * direct use of the only class there is for them.
 */
public final class Signals {
  private Signals() {}

  /** Runs {@code action} in a thread of its own for each signal, e.g. {@code TERM}. */
  public static void onSignal(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      signal
          .getMethod("handle", signal, handler)
          .invoke(
              null,
              signal.getConstructor(String.class).newInstance(name),
              Proxy.newProxyInstance(
                  Signals.class.getClassLoader(),
                  new Class<?>[] {handler},
                  invocationHandler(action)));
    } catch (ReflectiveOperationException e) {
      // Not a field: to open the log costs a short command a tenth of a second.
      LoggerFactory.getLogger(Signals.class).debug("SIG{} keeps its usual effect", name, e);
    }
  }

  private static InvocationHandler invocationHandler(Runnable action) {
    return (proxy, method, arguments) -> {
      switch (method.getName()) {
        case "handle" -> action.run();
        case "hashCode" -> {
          return System.identityHashCode(proxy);
        }
        case "equals" -> {
          return proxy == arguments[0];
        }
        default -> {
          return "signal handler";
        }
      }
      return null;
    };
  }
}
