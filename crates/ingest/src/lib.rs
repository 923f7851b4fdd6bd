//! One module per public file format or dataset: raw rows, then validated rows and rejections.
