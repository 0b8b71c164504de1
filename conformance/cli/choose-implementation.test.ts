import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fakeAdapter, fakeCases } from '../implementations/process/fakes/fake-cases.ts';
import { chooseImplementation } from './choose-implementation.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('chooseImplementation', () => {
  it('is ONNX Runtime with its known deviations where nothing is named', async () => {
    for (const name of [undefined, 'onnxruntime']) {
      const { implementation, expectations, words } = await chooseImplementation(name, undefined);
      const { name: found, device } = await implementation.describe();
      await implementation.close();
      expect([found, device, words]).toEqual(['onnxruntime', 'cpu', '']);
      expect(expectations && existsSync(expectations)).toBe(true);
    }
  });
  it('runs where it is told to, each provider with deviations of its own', async () => {
    const { implementation, expectations, words } = await chooseImplementation(undefined, undefined, { ep: 'wasm' });
    await implementation.close();
    expect([basename(expectations!), words]).toEqual(['onnxruntime.json', ' --ep wasm']);
    await expect(chooseImplementation('reference', undefined, { ep: 'webgpu' })).rejects.toThrow(
      '--ep webgpu is for onnxruntime',
    );
  });
  it.each([
    ['webgpu', '/usr/lib/chromium/vk_swiftshader_icd.json', 'onnxruntime-webgpu-swiftshader.json'],
    ['webgpu', '/usr/share/vulkan/icd.d/nvidia_icd.json', 'onnxruntime-webgpu.json'],
    ['cuda', '', 'onnxruntime-cuda.json'],
  ] as const)('knows what ONNX Runtime is known for on %s with the driver %s', async (ep, driver, file) => {
    vi.stubEnv('VK_DRIVER_FILES', driver);
    const { implementation, expectations } = await chooseImplementation(undefined, undefined, { ep });
    await implementation.close();
    expect(expectations && basename(expectations)).toBe(file);
  });
  it('is our own reference where that is named', async () => {
    const { implementation, expectations, words } = await chooseImplementation('reference', undefined);
    expect((await implementation.describe()).name).toContain('reference');
    expect([expectations, words]).toEqual([undefined, ' reference']);
  });
  it('is the command after --, quoted for a shell where it is shown', async () => {
    const { implementation, words } = await chooseImplementation(undefined, ['python3', "it's.py", '--n=1']);
    await implementation.close();
    expect(words).toBe(` -- python3 'it'\\''s.py' --n=1`);
  });
  it('is told how long a command may be silent', async () => {
    const { implementation, words } = await chooseImplementation(undefined, fakeAdapter('hang'), { timeout: 1 });
    expect(words).toMatch(/^ --timeout 1 -- /);
    expect(await implementation.evaluate(fakeCases(1, [0]))).toEqual([
      { status: 'timeout', detail: 'no answer for 1000 ms' },
    ]);
    await implementation.close();
    for (const name of [undefined, 'reference', 'docs']) {
      await expect(chooseImplementation(name, undefined, { timeout: 90 })).rejects.toThrow(
        '--timeout 90 is for modules and commands',
      );
    }
  });
  it.each([
    ['both', 'reference', ['x'], 'give either an implementation (reference) or a command after --, not both'],
    ['a misspelt name', 'onnxruntim', undefined, /no implementation "onnxruntim".*Did you mean onnxruntime\?/],
    ['a loss', 'mse', undefined, /^mse is a loss, .*: lossproof run \.\/my-losses\.mjs --select mse asks a module/],
    ['a command without --', 'python3', undefined, /a command after -- \(lossproof run -- python3\)/],
    ['a module that is not there', './absent.js', undefined, /there is no module at .*absent\.js/],
  ])('refuses %s', async (_, name, command, message) => {
    await expect(chooseImplementation(name, command)).rejects.toThrow(message);
  });
});
