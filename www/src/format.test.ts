import { describe, expect, test } from 'vitest';
import {
  coordinate,
  coordinateText,
  count,
  degrees,
  duration,
  figure,
  list,
  percent,
  plain,
  power,
  quantity,
} from './format';

/** Checks a function at many arguments; the message of a failure names the call. */
function table<A extends unknown[]>(format: (...given: A) => string, rows: readonly [A, string][]): void {
  for (const [given, text] of rows)
    expect(format(...given), `${format.name}(${given.join(', ')})`).toBe(text);
}

describe('figure', () => {
  test('has as many significant digits as asked for', () => {
    table(figure, [
      [[0.0213], '0.0213'],
      [[12.4], '12.4'],
      [[12.4, 2], '12'],
      [[1], '1.00'],
      [[1, 1], '1'],
      [[1234], '1234'],
      [[0.001], '0.00100'],
    ]);
  });

  test('is a power of ten where zeros would have to be counted', () => {
    table(figure, [
      [[3.1e-9, 2], '3.1×10⁻⁹'],
      [[0.000999], '9.99×10⁻⁴'],
      [[100000], '1.00×10⁵'],
      [[12345], '1.23×10⁴'],
      [[20372, 2], '2.0×10⁴'],
      [[372, 2], '372'],
      [[6.02214e23], '6.02×10²³'],
      [[7e-12, 1], '7×10⁻¹²'],
    ]);
  });

  test('is rounded before its form is chosen', () => {
    table(figure, [
      [[0.99996], '1.00'],
      [[9.996], '10.0'],
      [[999.96, 4], '1000'],
      [[0.00099999], '0.00100'],
      [[99999.6], '1.00×10⁵'],
    ]);
  });

  test('has a real minus sign, also before a power of ten', () => {
    table(figure, [
      [[-0.5, 1], '−0.5'],
      [[-3.1e-9, 2], '−3.1×10⁻⁹'],
      [[Number.NEGATIVE_INFINITY], '−∞'],
    ]);
  });

  test('knows zero, infinity and what is not a number', () => {
    table(figure, [
      [[0], '0'],
      [[-0], '0'],
      [[Number.POSITIVE_INFINITY], '∞'],
      [[Number.NaN], '–'],
    ]);
  });
});

test('plain writes powers of ten so that they can be said', () => {
  table(plain, [
    [[3.1e-9], '3.1e-9'],
    [[-2e7, 1], '-2e7'],
    [[0.25], '0.25'],
    [[Number.NaN], '–'],
  ]);
});

test('power sets every digit and the sign of the exponent', () => {
  table(power, [
    [[0], '10⁰'],
    [[-4], '10⁻⁴'],
    [[1234567890], '10¹²³⁴⁵⁶⁷⁸⁹⁰'],
  ]);
});

test('count groups thousands and knows no fractions', () => {
  table(count, [
    [[0], '0'],
    [[999.6], '1,000'],
    [[1240], '1,240'],
    [[4294967295], '4,294,967,295'],
  ]);
});

test('a coordinate has a real minus sign and is never a negative zero', () => {
  table(coordinate, [
    [[1.005, 1], '1.0'],
    [[-1.25, 2], '−1.25'],
    [[-0.004, 2], '0.00'],
    [[-0.4, 0], '0'],
    [[-0.006, 2], '−0.01'],
  ]);
});

describe('coordinateText', () => {
  test('has no more decimals than the screen can show', () => {
    table(coordinateText, [
      [[1.23456, 0.01], '1.23'],
      [[1.23456, 0.02], '1.23'],
      [[1.23456, 0.5], '1.2'],
      [[1234.56, 3], '1235'],
      [[0.123456789, 1e-12], '0.123457'],
    ]);
  });

  test('has nothing that the engine would have to strip', () => {
    table(coordinateText, [
      [[-0.001, 0.01], '0'],
      [[2.5, 0.001], '2.5'],
      [[-3, 0.01], '-3'],
      [[0.000001, 1e-6], '0.000001'],
    ]);
  });

  test('stays within a pixel of the point', () => {
    for (const unit of [0.0003, 0.004, 0.07, 0.9, 1]) {
      for (const value of [-7.77777, -0.00049, 0.123456, 9.99999]) {
        const error = Math.abs(Number(coordinateText(value, unit)) - value);
        expect(error, `${value} at ${unit} per pixel`).toBeLessThanOrEqual(unit / 2 + 1e-12);
      }
    }
  });
});

test('degrees has a decimal where the angle is small', () => {
  table(degrees, [
    [[0], '0.0°'],
    [[Math.PI / 4], '45°'],
    [[(-3.5 * Math.PI) / 180], '−3.5°'],
    [[-0.0001], '0.0°'],
    [[-Math.PI], '−180°'],
  ]);
});

test('a duration is rounded up to a second, and in larger units where seconds would be many', () => {
  table(duration, [
    [[0], '1 s'],
    [[2.1], '3 s'],
    [[89.2], '90 s'],
    [[90], '2 min'],
    [[600], '10 min'],
    [[5399], '90 min'],
    [[5400], '1.5 h'],
  ]);
});

test('a duration that nobody knows is not shown', () => {
  table(duration, [
    [[Number.NaN], ''],
    [[Number.POSITIVE_INFINITY], ''],
  ]);
});

test('a percentage has a decimal only if it needs one, and of nothing there is none', () => {
  table(percent, [
    [[0, 256], '0 %'],
    [[8, 256], '3.1 %'],
    [[256, 256], '100 %'],
    [[29, 100], '29 %'],
    [[0, 0], '–'],
  ]);
});

test('a quantity has its noun in the singular or the plural, and separators', () => {
  table(quantity, [
    [[1, 'step'], '1 step'],
    [[0, 'step'], '0 steps'],
    [[4096, 'unseen task'], '4,096 unseen tasks'],
  ]);
});

test('names are listed as in a sentence', () => {
  table(list, [
    [[['L2O']], 'L2O'],
    [[['L2O', 'GD']], 'L2O and GD'],
    [[['L2O', 'GD', 'Adam']], 'L2O, GD and Adam'],
  ]);
});
