"""What rows of the table have in common: parameter values and reductions."""

import math

ANY = "any"
POSITIVE = {"min": math.ulp(0.0)}
# There are no weights of elements: it makes no difference what a mean divides by.
FREE = {"denominator": ANY}
NONE, MEAN = {"reductions": ["none"]}, {"reductions": ["mean"]}
