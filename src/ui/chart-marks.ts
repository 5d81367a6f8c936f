/** What a colour says, in every chart of the app. */
type Tone = 'good' | 'waiting' | 'bad' | 'left' | 'made' | 'changed';

export type Series = { key: string; label: string; tone: Tone };

/** Of its text, in pixels a digit. */
const DIGIT = 7;

/**
 * WooCommerce colours series by their rank, so that a colour means another thing each day: here each mark is told what it
 * is of (figures.scss has the colours), and each bar that there is room for says how much it stands for: of thin ones the
 * tallest of a day, where the days beside it leave it theirs.
 */
export function markChart( chart: Element, series: Series[] ): void {
	const toneOf = ( name: string | null | undefined ) =>
		series.find( ( { label } ) => label === name )?.tone;
	const mark = ( element: Element | null, tone: Tone | undefined ) => {
		if ( tone && element?.getAttribute( 'data-tone' ) !== tone ) {
			element?.setAttribute( 'data-tone', tone );
		}
	};
	for ( const bar of chart.querySelectorAll( 'rect.bar' ) ) {
		// "In SORS 12"
		const [ , name, figure ] =
			/^(.*) ([^ ]+)$/.exec( bar.getAttribute( 'aria-label' ) ?? '' ) ??
			[];
		mark( bar, toneOf( name ) );
		write( bar, figure ?? '' );
	}
	for ( const name of chart.querySelectorAll(
		'.woocommerce-legend__item-title'
	) ) {
		mark( name.previousElementSibling, toneOf( name.textContent ) );
	}
	for ( const name of chart.querySelectorAll( '.key-key' ) ) {
		mark( name.previousElementSibling, toneOf( name.textContent ) );
	}
}

const height = ( bar: Element ) => Number( bar.getAttribute( 'height' ) );

const seen = ( day: Element | null | undefined ): Element[] =>
	[ ...( day?.querySelectorAll( 'rect.bar' ) ?? [] ) ].filter(
		( bar ) => height( bar ) > 0
	);

function write( bar: Element, figure: string ): void {
	const number = ( name: string ) => Number( bar.getAttribute( name ) );
	const next = bar.nextElementSibling;
	const isWritten = next?.classList.contains( 'sors-chart__figure' );
	const day = bar.parentElement;
	const others = seen( day );
	const isTallest =
		others.find( ( one ) =>
			others.every( ( other ) => height( other ) <= height( one ) )
		) === bar;
	const hasRoom =
		number( 'width' ) >= figure.length * DIGIT ||
		others.length === 1 ||
		( isTallest &&
			seen( day?.previousElementSibling ).length === 0 &&
			seen( day?.nextElementSibling ).length === 0 );
	if ( isWritten || ! hasRoom || number( 'height' ) <= 0 ) {
		return;
	}
	const text = document.createElementNS(
		'http://www.w3.org/2000/svg',
		'text'
	);
	text.classList.add( 'sors-chart__figure' );
	text.setAttribute( 'x', String( number( 'x' ) + number( 'width' ) / 2 ) );
	text.setAttribute( 'y', String( number( 'y' ) - 4 ) );
	text.textContent = figure;
	bar.after( text );
}
