import { download } from './request';

/** Under a name that tells the day: several may come together. */
export const downloadSupportFile = () =>
	download(
		'support',
		`sors-support-${ new Date().toISOString().slice( 0, 10 ) }.txt`
	);
