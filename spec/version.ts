/** The version of spec, suite and package; the package's test checks that package.json agrees. */
export const suiteVersion = '0.1.0';
