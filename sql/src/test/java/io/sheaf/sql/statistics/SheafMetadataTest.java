package io.sheaf.sql.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.junit.jupiter.api.Test;

/** No question may reach Calcite's own fields, which are empty. */
class SheafMetadataTest {
  /** These are answered by asking others of the same object. */
  private static final Set<String> DERIVED =
      Set.of(
          "isEmpty(RelNode)",
          "getColumnOrigin(RelNode,int)",
          "getTableOrigin(RelNode)",
          "getUniqueKeys(RelNode)",
          "areRowsUnique(RelNode)",
          "areRowsUnique(RelNode,boolean)",
          "areColumnsUnique(RelNode,ImmutableBitSet)",
          "getAverageColumnSizesNotNull(RelNode)");

  @Test
  void answersEveryQuestion() {
    List<String> missed =
        Arrays.stream(RelMetadataQuery.class.getDeclaredMethods())
            .filter(
                m -> Modifier.isPublic(m.getModifiers()) && !Modifier.isStatic(m.getModifiers()))
            .filter(m -> !overridden(m))
            .map(SheafMetadataTest::signature)
            .filter(signature -> !DERIVED.contains(signature))
            .toList();
    assertEquals(List.of(), missed);
  }

  private static boolean overridden(Method question) {
    try {
      Method answer =
          SheafMetadata.class.getMethod(question.getName(), question.getParameterTypes());
      return answer.getDeclaringClass() != RelMetadataQuery.class;
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  private static String signature(Method method) {
    List<String> types =
        Arrays.stream(method.getParameterTypes()).map(Class::getSimpleName).toList();
    return method.getName() + "(" + String.join(",", types) + ")";
  }
}
