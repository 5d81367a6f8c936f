<?php
declare( strict_types=1 );

function seededEcho( SorsApi\Sors\Product $product ): void {
	echo '<td>' . $product->name . '</td>'; // found: TaintedHtml, TaintedTextWithQuotes
	echo '<td>' . esc_html( (string) $product->name ) . '</td>';
}
