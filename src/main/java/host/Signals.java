package host;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signals of the operating system. Called by reflection, since the compiler warns about every
 * direct use of the only class there is for them.
 */
public final class Signals {
  private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

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
      LOG.debug("SIG{} keeps its usual effect", name, e);
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
