const ICON = '.wordpress-org/icon.svg';
const BANNER = 'bin/assets/banner.svg';

/** wordpress.org knows them by these names and sizes. */
export const DRAWN = [
	{ file: 'icon-128x128.png', source: ICON, width: 128, height: 128 },
	{ file: 'icon-256x256.png', source: ICON, width: 256, height: 256 },
	{ file: 'banner-772x250.png', source: BANNER, width: 772, height: 250 },
	{ file: 'banner-1544x500.png', source: BANNER, width: 1544, height: 500 },
];

/** In the order of the captions in readme.txt. */
export const SCREENSHOTS = [
	'overview.png',
	'first-run-figures.png',
	'first-run-difference.png',
	'products.png',
	'orders.png',
	'orders-details.png',
	'orders-compared.png',
	'settings-new-year.png',
];

export const screenshotFile = ( index: number ): string =>
	`screenshot-${ index + 1 }.png`;
