/** Writes into the page how the shop writes dates and amounts, as PHP does. */
export function shopWrites( formats: object = {} ): void {
	document.body.innerHTML = '<div id="sors-api-app"></div>';
	document.getElementById( 'sors-api-app' )!.dataset.formats = JSON.stringify(
		{
			date: 'd.m.Y.',
			time: 'H:i',
			zone: 'Europe/Belgrade',
			decimal: ',',
			thousand: '.',
			price: '%2$s\u00a0%1$s',
			decimals: 2,
			currency: 'EUR',
			symbols: { RSD: 'рсд', EUR: '€' },
			...formats,
		}
	);
}

export function shopSaysNothing(): void {
	document.body.innerHTML = '';
}
