package io.sheaf.columnar;

/** Strings kept as codes of one dictionary. The code under a null is 0 or any other valid code. */
public record DictionaryColumn(DataType type, Dictionary dictionary, int[] codes, long[] validity)
    implements Column {

  public String string(int row) {
    return dictionary.string(codes[row]);
  }

  /** This column if its parts are these, else a new one of the same type. */
  public DictionaryColumn with(Dictionary otherDictionary, int[] otherCodes, long[] otherValidity) {
    return dictionary == otherDictionary && codes == otherCodes && validity == otherValidity
        ? this
        : new DictionaryColumn(type, otherDictionary, otherCodes, otherValidity);
  }
}
