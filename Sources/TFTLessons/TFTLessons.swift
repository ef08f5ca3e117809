// The whole house: `import TFTLessons` gives every lesson's module.

@_exported import Drawing
@_exported import Embeddings
@_exported import EndToEnd
@_exported import FullScale
@_exported import Preprocessing
@_exported import RawData
@_exported import Runner
@_exported import TFRecords
@_exported import TaxiFare
@_exported import TransformedData
