// The language of specs, for losses that are defined elsewhere: `lossproof/spec/language`.
export * from './define-loss.ts';
export * from './domain.ts';
export * from './items.ts';
export * from './law.ts';
export * from './law-rows.ts';
export type * from './loss-spec.ts';
export * from './operand.ts';
export * from './param.ts';
export * from './reduction.ts';
export type * from './sample.ts';
