import { existsSync } from 'node:fs';
import type { InferenceSession } from 'onnxruntime-node';
import type { Dtype } from '../../../reference/tensor/format.ts';
import type { Description } from '../../implementation.ts';
import { loadOnnxRuntime, loadOnnxRuntimeWeb, type OnnxRuntime } from './load-onnxruntime.ts';
import type { ExecutionProvider } from './provider-names.ts';

/** Where graphs run, and what is known of it before it is asked. */
export interface Provider {
  readonly load: () => Promise<OnnxRuntime>;
  readonly options: InferenceSession.SessionOptions;
  /** Its name in ONNX Runtime's profiles; absent where a session has no other provider to fall back to. */
  readonly traced?: string;
  /** Of the dtypes that it may have; which of them it has is found out. */
  readonly arithmetic: Description['arithmetic'];
  readonly deterministic: boolean;
  /** Whether a run costs so much more than what it computes that cases are packed into one where they can be. */
  readonly packing: boolean;
  /** How many of its sessions stay open. */
  readonly sessions: number;
  /** What to do where it does not start. */
  readonly remedy: string;
}

const all = <D extends Dtype>(dtype: D) => ({ storage: dtype, arithmetic: dtype, accumulator: dtype });
const kept = <D extends Dtype>(dtype: D) => ({ ...all(dtype), subnormals: 'kept' }) as const;
/** What has no kernel for 16 bits is computed in float32 and rounded. */
const narrow = <D extends Dtype>(dtype: D) => ({ ...kept(dtype), accumulator: 'f32' }) as const;
const plain = { f32: kept('f32'), f64: kept('f64'), f16: narrow('f16'), bf16: narrow('bf16') };
const wgsl = { subnormals: 'flushed', profile: 'wgsl' } as const;
/** A session takes about 10 ms to make and some hundred kilobytes to keep. */
const many = 256;
const alone = { extra: { session: { disable_cpu_ep_fallback: '1' } } };

export const providers: Readonly<Record<ExecutionProvider, Provider>> = {
  cpu: {
    load: loadOnnxRuntime,
    options: { executionProviders: ['cpu'] },
    arithmetic: plain,
    deterministic: true,
    packing: false,
    sessions: many,
    remedy: 'Every build of onnxruntime-node has it: install the package again.',
  },
  webgpu: {
    load: () => {
      useVulkanDriver();
      return loadOnnxRuntime();
    },
    options: { executionProviders: ['webgpu'], ...alone },
    traced: 'WebGpuExecutionProvider',
    arithmetic: { f32: { ...all('f32'), ...wgsl }, f64: kept('f64'), f16: { ...all('f16'), ...wgsl } },
    deterministic: false,
    packing: true,
    sessions: many,
    remedy:
      'It needs a Vulkan driver. Without a GPU, SwiftShader serves: `apt-get install chromium libvulkan1` is enough on ' +
      'Debian; elsewhere point VK_DRIVER_FILES to its ICD file.',
  },
  wasm: {
    load: loadOnnxRuntimeWeb,
    options: { executionProviders: ['wasm'] },
    arithmetic: plain,
    deterministic: true,
    packing: false,
    sessions: many,
    remedy: 'It comes with the package onnxruntime-web.',
  },
  cuda: {
    load: () => {
      // Of float32 cuBLAS multiplies 11 bits unless it is told otherwise; what else the provider does is hidden by that.
      process.env.NVIDIA_TF32_OVERRIDE ??= '0';
      return loadOnnxRuntime();
    },
    options: { executionProviders: ['cuda'], ...alone },
    traced: 'CUDAExecutionProvider',
    // cuDNN, which takes its sums, promises no subnormals.
    arithmetic: { ...plain, f32: { ...plain.f32, subnormals: 'flushed' } },
    deterministic: false,
    packing: true,
    // Each has handles and workspaces of CUDA's libraries, a hundred megabytes of the card's memory.
    sessions: 16,
    remedy:
      'It needs an NVIDIA GPU with its driver, CUDA and cuDNN, and libraries that onnxruntime-node does not install by ' +
      'itself: `npm run ort:cuda` in a checkout, elsewhere `ONNXRUNTIME_NODE_INSTALL=true npm rebuild onnxruntime-node`.',
  },
};

/** Where Debian's chromium has SwiftShader, a Vulkan driver that computes on the CPU. */
const swiftShader = '/usr/lib/chromium/vk_swiftshader_icd.json';

/** The Vulkan driver: the user's choice, or SwiftShader on a machine without a GPU; undefined where it is the GPU's. */
function vulkanDriver(): string | undefined {
  const { VK_DRIVER_FILES, VK_ICD_FILENAMES } = process.env;
  if (VK_DRIVER_FILES || VK_ICD_FILENAMES) return VK_DRIVER_FILES || VK_ICD_FILENAMES;
  const hasGpu = process.platform !== 'linux' || ['/dev/dri', '/dev/nvidiactl'].some((path) => existsSync(path));
  return !hasGpu && existsSync(swiftShader) ? swiftShader : undefined;
}

/** Must be called before ONNX Runtime is loaded. */
function useVulkanDriver(): void {
  const driver = vulkanDriver();
  if (driver && !process.env.VK_ICD_FILENAMES) process.env.VK_DRIVER_FILES = driver;
}

export const isOnSwiftShader = (ep: ExecutionProvider): boolean =>
  ep === 'webgpu' && /swiftshader/i.test(vulkanDriver() ?? '');

/** What computes: the provider, and the driver where it is the CPU's. */
export const deviceOf = (ep: ExecutionProvider): string => (isOnSwiftShader(ep) ? `${ep} on SwiftShader` : ep);
