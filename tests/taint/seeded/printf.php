<?php
declare( strict_types=1 );

function seededPrintf(): void {
	printf( '<p>%s</p>', apply_filters( 'thing', get_option( 'thing' ) ) ); // found: TaintedHtml, TaintedTextWithQuotes
	printf( '<p>%s</p>', wp_kses_post( apply_filters( 'thing', get_option( 'thing' ) ) ) );
}
