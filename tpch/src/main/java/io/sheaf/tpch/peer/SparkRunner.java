package io.sheaf.tpch.peer;

import io.sheaf.tpch.DataSet;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/**
 * Spark SQL in local mode. Its classes are there at run time only, so the few calls go by
 * reflection.
 */
final class SparkRunner implements QueryRunner {
  private final Object session;

  SparkRunner(String folder, int threads) throws ReflectiveOperationException {
    Object builder =
        Class.forName("org.apache.spark.sql.SparkSession").getMethod("builder").invoke(null);
    call(builder, "appName", "sheaf tpch compare");
    call(builder, "master", "local[" + threads + "]");
    call(builder, "config", "spark.ui.enabled", "false");
    call(builder, "config", "spark.sql.shuffle.partitions", String.valueOf(2 * threads));
    session = call(builder, "getOrCreate");
    for (String table : DataSet.TABLES) {
      Object rows = call(call(session, "read"), "parquet", folder + "/" + table);
      call(rows, "createOrReplaceTempView", table);
    }
  }

  @Override
  public List<List<Object>> run(String sql) throws ReflectiveOperationException {
    List<List<Object>> rows = new ArrayList<>();
    for (Object row : (List<?>) call(call(session, "sql", sql), "collectAsList")) {
      int columns = (int) call(row, "length");
      List<Object> values = new ArrayList<>(columns);
      for (int i = 0; i < columns; i++) {
        values.add(call(row, "get", i));
      }
      rows.add(values);
    }
    return rows;
  }

  @Override
  public void close() throws ReflectiveOperationException {
    call(session, "stop");
  }

  /** Calls the public method of this name that takes just these kinds of arguments. */
  private static Object call(Object target, String name, Object... arguments)
      throws ReflectiveOperationException {
    for (Method method : target.getClass().getMethods()) {
      if (method.getName().equals(name) && takes(method, arguments)) {
        return method.invoke(target, arguments);
      }
    }
    throw new NoSuchMethodException(target.getClass().getName() + "." + name);
  }

  private static boolean takes(Method method, Object[] arguments) {
    Class<?>[] types = method.getParameterTypes();
    if (types.length != arguments.length || method.isBridge()) {
      return false;
    }
    for (int i = 0; i < types.length; i++) {
      boolean fits =
          types[i] == int.class
              ? arguments[i] instanceof Integer
              : types[i].isInstance(arguments[i]);
      if (!fits) {
        return false;
      }
    }
    return true;
  }
}
