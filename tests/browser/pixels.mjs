// Colours that are really on the screen: a picture of the map, decoded and counted in the page.

import { until } from './lib.mjs';

/** What lies over the map and shows the same colours. */
const OVERLAYS = '.legend, .map-buttons, .tooltip, .picked, .maplibregl-control-container { visibility: hidden !important }';

/** Swatches of the legend: label, count, and the colours of their computed background. */
export function legend(page) {
  return page.locator('.legend tbody tr').evaluateAll((rows) =>
    rows.map((row) => {
      const style = getComputedStyle(row.querySelector('.swatch'));
      const words = `${style.backgroundColor} ${style.backgroundImage}`;
      const colors = [...words.matchAll(/rgb\((\d+), (\d+), (\d+)\)/g)].map((part) => part.slice(1, 4).map(Number));
      return {
        label: row.querySelector('th').textContent.trim(),
        count: Number(row.querySelector('td').textContent.replace(/\D/g, '')),
        pattern: style.backgroundImage !== 'none',
        colors: [...new Map(colors.map((color) => [color.join(), color])).values()],
      };
    }),
  );
}

/** Share of the map's pixels that have each colour, give or take `tolerance` in each channel. */
export async function shares(page, colors, tolerance = 3) {
  return counted(page, await page.locator('.map-frame').screenshot({ style: OVERLAYS }), colors, tolerance);
}

/** The same in a square of 160 pixels around the middle of the map. */
export async function sharesInTheMiddle(page, colors) {
  const { x, y, width, height } = await page.locator('.map-frame').boundingBox();
  const clip = { x: x + width / 2 - 80, y: y + height / 2 - 80, width: 160, height: 160 };
  return counted(page, await page.screenshot({ style: OVERLAYS, clip }), colors, 3);
}

/** The same in a picture given as bytes of a PNG file. */
export function counted(page, picture, colors, tolerance) {
  return page.evaluate(
    async ({ base64, colors, tolerance }) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const canvas = document.createElement('canvas');
      canvas.width = image.width;
      canvas.height = image.height;
      const pen = canvas.getContext('2d', { willReadFrequently: true });
      pen.drawImage(image, 0, 0);
      const { data } = pen.getImageData(0, 0, image.width, image.height);
      const counts = colors.map(() => 0);
      for (let at = 0; at < data.length; at += 4) {
        colors.forEach(([r, g, b], index) => {
          const far = Math.max(Math.abs(data[at] - r), Math.abs(data[at + 1] - g), Math.abs(data[at + 2] - b));
          if (far <= tolerance) counts[index] += 1;
        });
      }
      return counts.map((count) => count / (image.width * image.height));
    },
    { base64: picture.toString('base64'), colors, tolerance },
  );
}

/** Waits until the map shows every colour to at least a share of its pixels; gives the shares. */
export function painted(page, colors, least) {
  return until(async () => {
    const found = await shares(page, colors);
    return found.every((share) => share >= least) ? found : null;
  }, `the map shows ${JSON.stringify(colors)}`);
}

/** A colour as it is outside the territory studied: mixed with as much white (`faded` in classes.ts). */
export function faded(color) {
  return color.map((channel) => Math.round((channel + 255) / 2));
}
