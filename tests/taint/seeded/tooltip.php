<?php
declare( strict_types=1 );

/** @return list<string> */
function seededTooltip( WP_REST_Request $request ): array {
	$words = (string) $request->get_param( 'words' );
	return [
		wc_help_tip( esc_html( $words ) ), // found: TaintedCustom
		sprintf( '<mark class="%s" data-tip="%s">', 'tips', esc_attr( $words ) ), // found: TaintedCustom
		'<mark data-tip="' . htmlspecialchars( $words ) . '">', // found: TaintedCustom
		"<mark data-tip=\"$words\">", // found: TaintedCustom
		sprintf( '<mark data-tip="%s" title="%s">', htmlspecialchars( esc_html( $words ) ), esc_attr( $words ) ),
	];
}
