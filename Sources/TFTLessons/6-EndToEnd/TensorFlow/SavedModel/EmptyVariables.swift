/// The index of a checkpoint without a variable: TensorFlow 2 does not load a model that has none.
///
/// Source: TensorFlow, `tensorflow/core/util/tensor_bundle`; the index is a table of LevelDB with a single entry, the header of a
/// bundle in one shard.
enum EmptyVariables {
  /// The file `variables/variables.index`.
  static let index: [UInt8] =
    [
      // The entry of the header: shared, unshared and value sizes; one shard, version 1. One restart point, at 0.
      0, 0, 6, 8, 1, 26, 2, 8, 1, 0, 0, 0, 0, 1, 0, 0, 0,
      // Not compressed, and the masked CRC-32C.
      0, 0x62, 0x94, 0x57, 0xF9,
      // The block of filters, which is empty.
      0, 0, 0, 0, 1, 0, 0, 0, 0, 0xC0, 0xF2, 0xA1, 0xB0,
      // The index of blocks: the first ends at a key of one zero byte, begins at 0 and has 17 bytes.
      0, 1, 2, 0, 0, 17, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0x96, 0x1B, 0x95, 0x09,
      // Where these two blocks are, filled up to 40 bytes.
      22, 8, 35, 14,
    ] + [UInt8](repeating: 0, count: 36) + [0x57, 0xFB, 0x80, 0x8B, 0x24, 0x75, 0x47, 0xDB]
}
