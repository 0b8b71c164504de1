import type { Dialect } from '../language/dialect.ts';
import { burn } from './burn.ts';
import { candle } from './candle.ts';
import { catboost } from './catboost.ts';
import { dlib } from './dlib.ts';
import { fastai } from './fastai.ts';
import { fvcore } from './fvcore.ts';
import { keras } from './keras.ts';
import { kornia } from './kornia.ts';
import { liger } from './liger.ts';
import { lightgbm } from './lightgbm.ts';
import { lightly } from './lightly.ts';
import { metricLearning } from './metric-learning.ts';
import { mlx } from './mlx.ts';
import { monai } from './monai.ts';
import { nd4j } from './nd4j.ts';
import { neuralforecast } from './neuralforecast.ts';
import { onnx } from './onnx.ts';
import { optax } from './optax.ts';
import { paddle } from './paddle.ts';
import { pytorch } from './pytorch.ts';
import { rax } from './rax.ts';
import { rlax } from './rlax.ts';
import { sentenceTransformers } from './sentence-transformers.ts';
import { sklearn } from './sklearn.ts';
import { smp } from './smp.ts';
import { speechbrain } from './speechbrain.ts';
import { tensorflow } from './tensorflow.ts';
import { tfjs } from './tfjs.ts';
import { timm } from './timm.ts';
import { tinygrad } from './tinygrad.ts';
import { toolbelt } from './toolbelt.ts';
import { torchaudio } from './torchaudio.ts';
import { torchtune } from './torchtune.ts';
import { torchvision } from './torchvision.ts';
import { ultralytics } from './ultralytics.ts';
import { xgboost } from './xgboost.ts';

/** Every dialect by the name that `--dialect` takes. */
export const dialects: Readonly<Record<string, Dialect>> = {
  burn,
  candle,
  catboost,
  dlib,
  fastai,
  fvcore,
  keras,
  kornia,
  liger,
  lightgbm,
  lightly,
  'metric-learning': metricLearning,
  mlx,
  monai,
  nd4j,
  neuralforecast,
  onnx,
  optax,
  paddle,
  pytorch,
  rax,
  rlax,
  'sentence-transformers': sentenceTransformers,
  sklearn,
  smp,
  speechbrain,
  tensorflow,
  tfjs,
  timm,
  tinygrad,
  toolbelt,
  torchaudio,
  torchtune,
  torchvision,
  ultralytics,
  xgboost,
};
