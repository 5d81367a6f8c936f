<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Fuzz;

'cli' === PHP_SAPI || exit;

/** HTML, looked at as a browser would: nothing hostile may have become an element, a handler or an address. */
final class Page {

	/** @return list<string> What did. */
	public static function injected( string $html ): array {
		if ( false === strpos( $html, 'fuzz(' ) ) {
			return [];
		}
		$page = new \DOMDocument();
		@$page->loadHTML( '<?xml encoding="utf-8"?><body>' . $html . '</body>' );
		$path  = new \DOMXPath( $page );
		$found = [];
		$bad   = [
			'//@*[starts-with(name(), "on") and contains(., "fuzz(")]',
			'//@*[(name() = "href" or name() = "src" or name() = "srcdoc" or name() = "action") and contains(., "fuzz(")]',
			'//script[not(contains(@type, "json")) and contains(., "fuzz(")]',
			'//svg | //iframe | //b[contains(., "fuzz(")]',
			'//comment()[contains(., "fuzz(")]',
		];
		foreach ( $path->query( implode( ' | ', $bad ) ) as $node ) {
			$whole   = $node instanceof \DOMAttr ? $node->ownerElement : $node;
			$found[] = substr( (string) $page->saveHTML( $whole ), 0, 300 );
		}
		return $found;
	}
}
