<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Reports;

use SorsApi\Sors\Api;
use SorsApi\Store\Images\Downloader;
use SorsApi\Store\Images\Picture;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunItems;

/** What an item that is to become a product looks like in SORS: its first picture, which is not brought in for it. */
final class ItemPicture {

	private Api $api;

	public function __construct( Api $api ) {
		$this->api = $api;
	}

	/**
	 * @return array{type: string, content: string}|null Null where there is none, or none that the shop would take.
	 * @throws \SorsApi\Sors\SorsError
	 */
	public function of( Run $run, int $itemId ): ?array {
		$item   = RunItems::byIds( [ $itemId ] )->current();
		$fields = null !== $item && $item->runId === $run->id ? $item->payload['item'] ?? [] : [];
		$sorsId = is_array( $fields ) && is_scalar( $fields['id'] ?? null ) ? (string) $fields['id'] : '';
		$first  = '' !== $sorsId && $this->api->supports( 'listProductImages' ) ? ( Picture::listed( $this->api->listProductImages( $run->database, $sorsId ) )[0] ?? null ) : null;
		if ( null === $first || null !== $first->problem ) {
			return null;
		}
		if ( null !== $first->content ) {
			$first->unpack();
		} else {
			( new Downloader( $this->api->baseUrl() ) )->fetch( [ $first ] );
		}
		$picture = null === $first->file ? null : [ 'type' => $first->file->kind, 'content' => (string) file_get_contents( $first->file->path ) ];
		$first->drop();
		return $picture;
	}
}
