import type { Dialect } from '../language/dialect.ts';
import { keras } from './keras.ts';
import { onnx } from './onnx.ts';
import { optax } from './optax.ts';
import { pytorch } from './pytorch.ts';
import { tfjs } from './tfjs.ts';

/** Every dialect by the name that `--dialect` takes. */
export const dialects: Readonly<Record<string, Dialect>> = { keras, onnx, optax, pytorch, tfjs };
