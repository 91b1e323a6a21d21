import { describe, expect, it } from 'vitest';
import { COLOUR_ROLES, type ColourRole, type ColourScheme, hexOf } from '@/app/_ui/colour-roles';

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(left: string, right: string): number {
  const [dark, light] = [luminance(left), luminance(right)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const grounds: readonly ColourRole[] = ['surface', 'page'];
const lines: readonly ColourRole[] = ['axis', 'grid'];
const texts = (Object.keys(COLOUR_ROLES) as ColourRole[]).filter(
  (role) => !grounds.includes(role) && !lines.includes(role),
);

describe.each<ColourScheme>(['light', 'dark'])('colour roles in the %s theme', (scheme) => {
  it.each(texts)('%s can be read as text on every ground, at 4.5:1', (role) => {
    for (const ground of grounds) {
      expect(contrast(hexOf(role, scheme), hexOf(ground, scheme))).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('axes can be seen on every ground, at 3:1', () => {
    for (const ground of grounds) {
      expect(contrast(hexOf('axis', scheme), hexOf(ground, scheme))).toBeGreaterThanOrEqual(3);
    }
  });
});
