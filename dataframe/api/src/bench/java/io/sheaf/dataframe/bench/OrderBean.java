package io.sheaf.dataframe.bench;

/** A row of {@link Inputs#PARQUET} in the form that Spark's encoders want. */
public final class OrderBean {
  private long orderKey;
  private long partKey;
  private double quantity;
  private double price;
  private String remark;

  public long getOrderKey() {
    return orderKey;
  }

  public void setOrderKey(long orderKey) {
    this.orderKey = orderKey;
  }

  public long getPartKey() {
    return partKey;
  }

  public void setPartKey(long partKey) {
    this.partKey = partKey;
  }

  public double getQuantity() {
    return quantity;
  }

  public void setQuantity(double quantity) {
    this.quantity = quantity;
  }

  public double getPrice() {
    return price;
  }

  public void setPrice(double price) {
    this.price = price;
  }

  public String getRemark() {
    return remark;
  }

  public void setRemark(String remark) {
    this.remark = remark;
  }
}
