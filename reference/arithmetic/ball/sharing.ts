import type { Ball } from './ball.ts';

/** Tensors of this size compute with equal elements once. */
const long = 2 ** 14;
/** Longer lists are not looked up, and no more results than this are kept: where all differ, little is lost. */
const longest = 64;
const most = 4096;

/**
 * Of a long tensor few elements differ, and those that do not are one ball: its arithmetic, and what it keeps, are then
 * those of the few. Kinks are counted once, too.
 */
export class Sharing {
  /** What the operation on a long tensor has computed so far, by function. */
  private known: Map<string, Known> | undefined;
  private readonly isAllowed: boolean;

  constructor(isAllowed: boolean) {
    this.isAllowed = isAllowed;
  }

  /** An operation on so many elements, in which equal ones are computed once where there are many. */
  during<T>(elements: number, compute: () => T): T {
    if (elements < long || !this.isAllowed || this.known) return compute();
    this.known = new Map();
    try {
      return compute();
    } finally {
      this.known = undefined;
    }
  }

  /** What this function made of the very same balls before, else what it makes of them now. */
  once(name: string, balls: readonly Ball[], compute: () => Ball[]): Ball[] {
    if (!this.known || balls.length > longest) return compute();
    let known = this.known.get(name);
    if (!known) this.known.set(name, (known = new Known()));
    return known.of(balls, compute);
  }

  /** Equal numbers of a long tensor as one ball; a zero's sign tells it from the other. */
  operands(elements: number, operand: (v: number) => Ball): (v: number) => Ball {
    if (elements < long) return operand;
    const known = new Map<number, Ball>();
    const negativeZero = operand(-0);
    return (v) => {
      if (Object.is(v, -0)) return negativeZero;
      let ball = known.get(v);
      if (!ball) {
        ball = operand(v);
        if (known.size < most) known.set(v, ball);
      }
      return ball;
    };
  }
}

interface Branch {
  next?: Map<Ball, Branch>;
  result?: Ball[];
}

class Known {
  private readonly root: Branch = {};
  private kept = 0;

  of(balls: readonly Ball[], compute: () => Ball[]): Ball[] {
    const known = this.find(balls)?.result;
    if (known) return known;
    const result = compute();
    if (this.kept < most) {
      this.kept++;
      this.branch(balls).result = result;
    }
    return result;
  }

  private find(balls: readonly Ball[]): Branch | undefined {
    let at: Branch | undefined = this.root;
    for (const ball of balls) {
      at = at.next?.get(ball);
      if (!at) return undefined;
    }
    return at;
  }
  private branch(balls: readonly Ball[]): Branch {
    let at = this.root;
    for (const ball of balls) {
      at.next ??= new Map();
      let next: Branch | undefined = at.next.get(ball);
      if (!next) at.next.set(ball, (next = {}));
      at = next;
    }
    return at;
  }
}
