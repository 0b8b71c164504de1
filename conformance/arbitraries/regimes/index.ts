import type { Regime, RegimeName } from '../regime.ts';
import { allIgnored } from './all-ignored.ts';
import { badInput } from './bad-input.ts';
import { confident } from './confident.ts';
import { degenerate } from './degenerate.ts';
import { empty } from './empty.ts';
import { huge } from './huge.ts';
import { ignored } from './ignored.ts';
import { longSum } from './long-sum.ts';
import { manyClasses } from './many-classes.ts';
import { midSize } from './mid-size.ts';
import { nearKink } from './near-kink.ts';
import { offset } from './offset.ts';
import { oneClass } from './one-class.ts';
import { ordinary } from './ordinary.ts';
import { saturated } from './saturated.ts';
import { signedZero } from './signed-zero.ts';
import { single } from './single.ts';
import { special } from './special.ts';
import { subnormal } from './subnormal.ts';
import { tie } from './tie.ts';
import { tiny } from './tiny.ts';

/** Every regime by its name. */
export const regimes: Readonly<Record<RegimeName, Regime>> = {
  ordinary,
  huge,
  offset,
  tiny,
  subnormal,
  signed_zero: signedZero,
  tie,
  near_kink: nearKink,
  saturated,
  confident,
  degenerate,
  special,
  empty,
  single,
  many_classes: manyClasses,
  long_sum: longSum,
  ignored,
  all_ignored: allIgnored,
  bad_input: badInput,
  one_class: oneClass,
  mid_size: midSize,
};
