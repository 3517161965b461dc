//! Client for the Daraja API; knows nothing of this product.
